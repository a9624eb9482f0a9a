# METADATA
# title: Personal data is for those who may read it
# scope: package
package stoa.custom

personal := {"email", "phone", "date_of_birth", "iban", "social_security_number"}

obligations.redact.result contains field if {
	not "pii:read" in input.scopes
	some field in personal
}

# Nobody reads it in the record.
obligations.redact.arguments contains field if some field in personal
