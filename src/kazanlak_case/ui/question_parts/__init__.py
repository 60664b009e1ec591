"""Parts of the three pages under „Въпроси“: what differs, who may be here twice, what does not fit together."""
