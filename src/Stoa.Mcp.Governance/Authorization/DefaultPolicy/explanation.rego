package stoa.grants

# What follows is asked only where the call is denied, but for the first rule of `matched`. None of it but scopes is sent to the caller.

# The grants that decided, as audit records name them: for an allow the first that permits, by name.
matched := [tenant.grants[min(permitting)].rule] if count(permitting) > 0

else := [tenant.grants[nearest].rule] if nearest

else := [tenant.grants[name].rule | some name in covering]

# Scopes that the caller lacks, under the grant that needs the fewest more; and all that are needed there, or under the grant that permits, where
# an obligation asks for more.
missing_scopes := lacking[nearest]

required_scopes := sort(required_by_grant(nearest)) if nearest

else := sort(required_by_grant(min(permitting))) if count(permitting) > 0

nearest := min({name | some name, scopes in lacking; count(scopes) == fewest})

fewest := min({count(scopes) | some scopes in lacking})

lacking[name] := scopes if {
	not allow
	some name in covering
	permits(name)
	scopes := [scope | some scope in required_by_grant(name); not held(scope)]
}

# Whether the grant has the access; an operation without a named target is granted by its name alone.
permits(_) if not named

permits(name) if input.resource.properties.access in tenant.grants[name].access

required_by_grant(name) := {scope | some scope in input.resource.properties.scopes} | {scope | some scope in tenant.grants[name].scopes}

reasons := [sprintf("tenant '%s' is not declared: add a Tenant of that name", [input.tenant])] if {
	not data.stoa.tenants[input.tenant]
}

else := [sprintf("tenant '%s' is disabled: set spec.enabled of its Tenant", [input.tenant])] if not tenant

else := [sprintf("%s needs %s, which the caller lacks, under %s", [subject, words(missing_scopes), titled(nearest)])] if nearest

else := [sprintf("ToolGrant %s allows access %s; %s is %s: %s '%s' to spec.access (%s)", [
	tenant.grants[name].title, words(tenant.grants[name].access), subject, access, remedy, access, tenant.grants[name].source,
]) | some name in covering] if count(covering) > 0

else := [sprintf("%s belongs to environment '%s' and the agent runs in '%s': no grant reaches across environments", [
	subject, input.resource.properties.environment, input.agent.environment,
])] if elsewhere

else := [sprintf("ToolGrant %s (%s) names %s, but %s", [tenant.grants[near].title, tenant.grants[near].source, subject, obstacle])] if obstacle

else := [sprintf("no ToolGrant of tenant '%s' covers %s%s", [input.tenant, subject, where])]

access := input.resource.properties.access

default remedy := "add"

remedy := "annotate it (readOnlyHint, destructiveHint, or [Governed(Access = …)]) or add" if access == "unclassified"

# A grant that names the target and still does not show it is what an operator looks for first.
near := min(naming) if {
	named
	input.resource.id != ""
}

near := min(operating) if not named

obstacle := sprintf("spec.agentEnvironments %s lacks '%s', where the agent runs", [
	words(tenant.grants[near].agent_environments), input.agent.environment,
]) if not for_agent(tenant.grants[near])

else := sprintf("spec.environments %s lacks '%s'", [
	words(tenant.grants[near].environments), input.resource.properties.environment,
]) if not for_target(tenant.grants[near])

else := sprintf("not operation '%s', which is no operation of the protocol on one target: add it to spec.operations", [input.operation]) if near

titled(name) := sprintf("ToolGrant %s (%s)", [tenant.grants[name].title, tenant.grants[name].source])

words(list) := sprintf("[%s]", [concat(", ", list)])

kinds := {"tool": "tool", "prompt": "prompt", "resource": "resource", "resource_template": "resource template"}

subject := sprintf("%s '%s'", [kinds[input.resource.type], input.resource.id]) if named

else := sprintf("operation '%s'", [input.operation])

default where := ""

where := sprintf(" (tool namespace '%s')", [input.resource.properties.namespace])
