package stoa.custom_test

import data.stoa.custom

test_without_the_scope if {
	custom.obligations.redact.result == custom.personal with input as {"scopes": ["stoa:read"]}
	custom.obligations.redact.arguments == custom.personal with input as {"scopes": ["stoa:read"]}
}

test_with_the_scope if {
	custom.obligations.redact.result == set() with input as {"scopes": ["pii:read"]}
	custom.obligations.redact.arguments == custom.personal with input as {"scopes": ["pii:read"]}
}
