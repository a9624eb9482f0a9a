package stoa.custom

# Writing takes one scope more, which a client gets by stepping up.
obligations.scopes contains "stoa:write" if input.tool.name == "write_report"
