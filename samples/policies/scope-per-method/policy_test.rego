package stoa.custom_test

import data.stoa.custom

use(type, access) := {"resource": {"type": type, "properties": {"access": access}}}

test_reading if custom.obligations.scopes == {"stoa:read"} with input as use("tool", "read")

test_prompts_read if custom.obligations.scopes == {"stoa:read"} with input as use("prompt", "read")

test_writing if custom.obligations.scopes == {"stoa:write"} with input as use("tool", "write")

test_destroying if custom.obligations.scopes == {"stoa:admin"} with input as use("tool", "destructive")

test_the_unknown if custom.obligations.scopes == {"stoa:admin"} with input as use("tool", "unclassified")

test_the_handshake if custom.obligations.scopes == set() with input as use("server", "read")
