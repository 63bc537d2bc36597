"""可行性: do plan, money and dates work out."""
