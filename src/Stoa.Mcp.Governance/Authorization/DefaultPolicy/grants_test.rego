package stoa.grants_test

import data.stoa.authz

# Tenant acme: one grant for the namespace analytics, one for a destructive tool under a scope, one for an extension.
tenants := {
	"acme": {
		"enabled": true,
		"source": "acme.yaml:1",
		"grants": {
			"analytics": {"title": "acme/analytics", "rule": "ToolGrant/acme/analytics", "source": "acme.yaml:5", "access": ["read"], "scopes": [], "everywhere": true},
			"deletion": {
				"title": "acme/deletion",
				"rule": "ToolGrant/acme/deletion",
				"source": "acme.yaml:9",
				"access": ["destructive"],
				"scopes": ["users:approve"],
				"environments": ["production"],
			},
			"staging": {
				"title": "acme/staging",
				"source": "acme.yaml:20",
				"access": ["read"],
				"scopes": [],
				"agent_environments": ["staging"],
			},
		},
		"named": {
			"tool": {"names": {"delete_user": ["deletion"]}, "prefixes": {"test_": ["staging"]}, "globs": {"*_at_\\[night\\]": ["analytics"]}},
			"prompt": {"names": {}, "prefixes": {"": ["analytics"]}, "globs": {}},
			"resource": {"names": {}, "prefixes": {}, "globs": {}},
			"resource_template": {"names": {}, "prefixes": {}, "globs": {}},
		},
		"namespaces": {"names": {"analytics": ["analytics"]}, "prefixes": {}, "globs": {}},
		"operations": {"names": {}, "prefixes": {"x/": ["deletion"]}, "globs": {}},
	},
	"closed": {"enabled": false, "grants": {}},
}

call(tool, properties) := {
	"tenant": "acme",
	"operation": "tools/call",
	"resource": {"type": "tool", "id": tool, "properties": object.union({"access": "read", "scopes": []}, properties)},
	"agent": {"id": "a", "environment": "production"},
	"scopes": [],
	"roles": [],
}

server(operation) := object.union(call("", {}), {"operation": operation, "resource": {"type": "server", "id": "s", "properties": {"access": "read", "scopes": []}}})

answer(request) := result if {
	result := {"visible": authz.visible, "allow": authz.allow} with input as request with data.stoa.tenants as tenants
}

yes := {"visible": true, "allow": true}

hidden := {"visible": false, "allow": false}

denied := {"visible": true, "allow": false}

test_namespace_that_is_granted if answer(call("report", {"namespace": "analytics"})) == yes

test_namespace_that_is_not_granted if answer(call("report", {"namespace": "billing"})) == hidden

test_tool_without_a_namespace if answer(call("report", {})) == hidden

test_tenant_that_is_not_declared if answer(object.union(call("report", {"namespace": "analytics"}), {"tenant": "globex"})) == hidden

test_tenant_that_is_disabled if answer(object.union(server("ping"), {"tenant": "closed"})) == denied

test_access_beyond_the_grant if answer(call("report", {"namespace": "analytics", "access": "write"})) == denied

test_access_that_nobody_stated if answer(call("report", {"namespace": "analytics", "access": "unclassified"})) == denied

test_scope_of_the_grant if answer(call("delete_user", {"access": "destructive"})) == denied

test_scope_that_is_held if answer(object.union(call("delete_user", {"access": "destructive"}), {"scopes": ["users:approve"]})) == yes

test_scope_of_the_target if answer(call("report", {"namespace": "analytics", "scopes": ["own"]})) == denied

test_scope_by_role if {
	request := object.union(call("report", {"namespace": "analytics", "scopes": ["stoa:read"]}), {"roles": ["viewer"]})
	answer(request) == yes with data.stoa.roles as {"viewer": ["stoa:read"]}
	answer(request) == denied with data.stoa.roles as {}
}

test_data_of_another_environment if answer(call("report", {"namespace": "analytics", "environment": "staging"})) == hidden

test_data_of_the_agents_environment if answer(call("report", {"namespace": "analytics", "environment": "production"})) == yes

test_grant_that_leaves_the_environment_out if {
	request := object.union(call("delete_user", {"environment": "staging"}), {"agent": {"environment": "staging"}})
	answer(request) == hidden
}

test_grant_for_agents_elsewhere if {
	answer(call("test_a", {})) == hidden
	answer(object.union(call("test_a", {}), {"agent": {"environment": "staging"}})) == yes
}

test_glob if {
	answer(call("report_at_[night]", {})) == yes
	answer(call("report_at_n", {})) == hidden
}

test_protocol if {
	answer(server("initialize")) == yes
	answer(server("tools/list")) == yes
	answer(object.union(server("ping"), {"tenant": "globex"})) == denied
}

test_protocol_operation_on_a_target if answer(object.union(call("report", {}), {"operation": "ping"})) == hidden

test_tool_call_without_a_tool if answer(server("tools/call")) == hidden

test_extension if {
	answer(server("x/search")) == denied
	answer(object.union(server("x/search"), {"scopes": ["users:approve"]})) == yes
	answer(server("y/search")) == hidden
}

test_tasks if {
	answer(server("tasks/list")) == yes
	answer(object.union(server("tasks/get"), {"resource": {"type": "task", "id": "t"}})) == yes
	answer(server("tasks/other")) == hidden
}

test_name_without_a_name if answer(object.union(call("", {}), {"resource": {"type": "prompt", "id": ""}})) == hidden

test_denial_says_which_scope if {
	request := call("delete_user", {"access": "destructive"})
	authz.missing_scopes == ["users:approve"] with input as request with data.stoa.tenants as tenants
	authz.required_scopes == ["users:approve"] with input as request with data.stoa.tenants as tenants
	authz.matched == ["ToolGrant/acme/deletion"] with input as request with data.stoa.tenants as tenants
}

test_allow_says_which_scopes_it_rests_on if {
	request := object.union(call("delete_user", {"access": "destructive"}), {"scopes": ["users:approve", "other"]})
	authz.allow with input as request with data.stoa.tenants as tenants
	authz.required_scopes == ["users:approve"] with input as request with data.stoa.tenants as tenants
}
