package stoa.custom_test

import data.stoa.custom

read(uri) := {"tenant": "acme", "resource": {"type": "resource", "id": uri}}

call(arguments) := {"tenant": "acme", "resource": {"type": "tool", "id": "report"}, "context": {"arguments": arguments}}

test_own_resource if custom.hide == set() with input as read("tenant://acme/reports/7")

test_shared_resource if custom.hide == set() with input as read("file:///handbook")

test_another_tenants_resource if count(custom.hide) == 1 with input as read("tenant://globex/reports/7")

test_a_tenant_whose_name_begins_alike if count(custom.hide) == 1 with input as read("tenant://acme-two/reports/7")

test_own_argument if custom.deny == set() with input as call({"tenant_id": "acme"})

test_no_argument if custom.deny == set() with input as call({"month": "2026-11"})

test_another_tenants_argument if custom.deny == {"argument tenant_id names another tenant"} with input as call({"tenant_id": "globex"})

test_an_argument_of_another_type if count(custom.deny) == 1 with input as call({"tenant": ["acme"]})
