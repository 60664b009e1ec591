"""The log on a server, parted by site: the numbers of one site's logs lie in one range, its changes in one table."""

from collections.abc import Mapping

from sqlalchemy import Connection

from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.exchange import LogName

SITE_BITS = 32
"""A site's range has room for so many logs: bits of a log's number."""

# A clerk may not make tables; a new site's two are made by the owner's hand. Attaching locks out nobody who reads.
MAKER = """
CREATE OR REPLACE FUNCTION kazanlak_case_make_partitions(site bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $maker$
DECLARE
  parent text;
  part text;
BEGIN
  IF site < 1 OR site > 1000000 THEN
    RAISE EXCEPTION 'no such site';
  END IF;
  FOREACH parent IN ARRAY ARRAY['change', 'changeset'] LOOP
    part := parent || '_' || site;
    IF to_regclass(part) IS NULL THEN
      EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part, parent);
      EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)',
                     parent, part, site << 32, (site + 1) << 32);
    END IF;
  END LOOP;
END $maker$
"""


def next_number(connection: Connection, logs: Mapping[int, LogName], site: str) -> int:
    """Give the number of a site's next log, and make room for the site's changes where it is new."""
    own = [rid for rid, log in logs.items() if log.site == site]
    if own:
        return max(own) + 1
    number = max((rid >> SITE_BITS for rid in logs), default=0) + 1
    run(connection, "SELECT kazanlak_case_make_partitions(?)", (number,))
    return (number << SITE_BITS) + 1
