package stoa.custom_test

import data.stoa.custom

call(tenant, properties) := {"tenant": tenant, "resource": {"type": "tool", "id": "report", "properties": properties}}

test_its_namespace_is_shown if custom.hide == set() with input as call("acme", {"namespace": "analytics"})

test_another_namespace_is_hidden if count(custom.hide) == 1 with input as call("acme", {"namespace": "crm"})

test_a_tool_without_a_namespace_is_hidden if count(custom.hide) == 1 with input as call("acme", {})

test_another_tenant_is_left_alone if custom.hide == set() with input as call("globex", {"namespace": "crm"})
