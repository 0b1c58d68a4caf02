"""券: a voucher's token, which proves who printed it, its number for people, and the keys that prove it. No database is asked."""
