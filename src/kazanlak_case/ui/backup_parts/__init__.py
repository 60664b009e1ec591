"""Parts of the pages about backups: rows, what a preview says, and the work behind them."""
