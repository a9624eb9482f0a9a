package stoa.custom_test

import data.stoa.custom

test_destroying if custom.obligations.audit == "full" with input as {"tool": {"destructive": true}}

test_health if custom.obligations.audit == "minimal" with input as {"tool": {"namespace": "health", "destructive": true}}

test_everything_else if custom.obligations.audit == "standard" with input as {"tool": {"destructive": false}}

test_secrets if custom.obligations.redact.arguments == {"password", "token", "secret"} with input as {"tool": {}}
