"""One file is one screen. Screens never import each other; they emit, and the workspace connects."""
