"""Run the coverage-guided fuzzer for KAZANLAK_FUZZ_SECONDS (ten minutes), or say why it is not run.

The fuzzer is installed beside the program's own libraries, not among them, with its hashes checked.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PLACE = ROOT / ".venv" / "fuzz"
SECONDS = int(os.environ.get("KAZANLAK_FUZZ_SECONDS", "600"))
NOT_RUN = "Coverage-guided fuzzing not run: atheris has no wheel for this Python or system.\n"


def main() -> int:
    """Install it where that is possible, and let it look."""
    libraries, found = PLACE / "libraries", PLACE / "found"
    if not (libraries / "atheris").is_dir():
        pip = [sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "--no-deps"]
        how = ["--only-binary", ":all:", "--target", str(libraries)]
        words = [*pip, *how, "-r", str(HERE / "requirements.txt")]
        if subprocess.run(words, check=False, capture_output=True).returncode:
            sys.stdout.write(NOT_RUN)
            return 0
    found.mkdir(parents=True, exist_ok=True)
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, (libraries, ROOT / "src", ROOT / "tests"))),
    }
    limits = ["-max_len=20000", "-timeout=20", "-rss_limit_mb=600", "-print_final_stats=1"]
    told = [f"-max_total_time={SECONDS}", f"-artifact_prefix={found}/", "-verbosity=0"]
    corpus = str(PLACE / "corpus")
    words = [sys.executable, str(HERE / "bundle_reader.py"), corpus, *limits, *told]
    code = subprocess.run(words, check=False, env=env).returncode
    if code:
        sys.stderr.write(f"The fuzzer found something: see {found}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
