package stoa.custom_test

import data.stoa.custom

tiers := {"acme": "gold"}

test_a_tenant_with_a_tier if {
	custom.obligations.quota_class == "gold" with input as {"tenant": "acme", "operation": "tools/call"} with data.tiers as tiers
}

test_a_tenant_without if {
	custom.obligations.quota_class == "free" with input as {"tenant": "globex", "operation": "tools/call"} with data.tiers as tiers
}

test_lists_are_not_counted if not custom.obligations.quota_class with input as {"tenant": "acme", "operation": "tools/list"} with data.tiers as tiers
