"""The workbooks of people at work: spells that stand already, and an employer's list of a month."""
