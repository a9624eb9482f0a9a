# METADATA
# title: How much a record keeps
# scope: package
package stoa.custom

obligations.audit := level

level := "minimal" if input.tool.namespace == "health"

else := "full" if input.tool.destructive

else := "standard"

# Secrets stay out of every record.
obligations.redact.arguments contains field if some field in {"password", "token", "secret"}
