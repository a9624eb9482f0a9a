# METADATA
# title: Grants
# description: |
#   What the tenant's ToolGrants show and allow. Lists and calls rest on the same rule, `covering`. The shipped policy stands on this package, and a
#   policy of your own may: data.stoa.grants.visible, data.stoa.grants.allow.
# scope: package
package stoa.grants

# The tenant, where it is declared and enabled. Everything below is undefined, and so denied, where it is not.
tenant := declared if {
	declared := data.stoa.tenants[input.tenant]
	declared.enabled
}

# Reads no arguments, scopes or access: lists and the answer to an unknown name depend on it.
default visible := false

visible if protocol

visible if count(covering) > 0

default allow := false

allow if {
	protocol
	tenant
}

allow if count(permitting) > 0

# Access and scopes must be met by the same grant: two halves do not make an allow.
permitting contains name if {
	holds_targets_scopes
	some name in covering
	permits(name)
	holds_scopes_of(name)
}

# Grants that make the target visible.
covering contains name if {
	named
	input.resource.id != ""
	not elsewhere
	some name in naming
	granted_operation(name)
	serves(name)
}

# A task exists because a granted call made it, and its handle answers only to the caller it was given to.
covering contains name if {
	not named
	not elsewhere
	input.operation in task_operations
	some name, _ in tenant.grants
	serves(name)
}

covering contains name if {
	not named
	not elsewhere
	not input.operation in target_operations
	some name in operating
	serves(name)
}

# No grant reaches from one environment to the data of another.
elsewhere if input.resource.properties.environment != input.agent.environment

# Whether the grant is for the agent's environment, and covers the target's.
serves(name) if {
	grant := tenant.grants[name]
	for_agent(grant)
	for_target(grant)
}

for_agent(grant) if not grant.agent_environments

for_agent(grant) if input.agent.environment in grant.agent_environments

for_target(grant) if not grant.environments

for_target(grant) if not input.resource.properties.environment

for_target(grant) if input.resource.properties.environment in grant.environments

# What a grant gives to a name are the protocol's operations on it; any other has to be granted by name besides.
granted_operation(_) if input.operation in target_operations

granted_operation(name) if {
	not input.operation in target_operations
	name in operating
}

# Only a tool, prompt, resource or template has an access that a grant must have. Prompts and resources read.
permits(_) if not named

permits(name) if {
	named
	input.resource.properties.access in tenant.grants[name].access
}

# What the target itself needs, whoever grants it.
holds_targets_scopes if {
	every scope in input.resource.properties.scopes {
		held(scope)
	}
}

holds_targets_scopes if not input.resource.properties.scopes

# A task was paid for by the call that made it.
holds_scopes_of(_) if {
	not named
	input.operation in task_operations
}

holds_scopes_of(name) if {
	every scope in tenant.grants[name].scopes {
		held(scope)
	}
}

# Scopes of the credential, and those that the caller's roles stand for.
held(scope) if scope in input.scopes

held(scope) if {
	some role in input.roles
	scope in data.stoa.roles[role]
}

held_scopes contains scope if some scope in input.scopes

held_scopes contains scope if {
	some role in input.roles
	some scope in data.stoa.roles[role]
}

# Whether the target is one that grants name.
named if input.resource.type in {"tool", "prompt", "resource", "resource_template"}

# Grants that name the target, by its name or by its tool namespace. Whole names are keys; what has a wildcard is tried one by one.
naming contains name if some name in tenant.named[input.resource.type].names[input.resource.id]

naming contains name if {
	some prefix, names in tenant.named[input.resource.type].prefixes
	startswith(input.resource.id, prefix)
	some name in names
}

naming contains name if {
	some pattern, names in tenant.named[input.resource.type].globs
	glob.match(pattern, null, input.resource.id)
	some name in names
}

naming contains name if some name in tenant.namespaces.names[input.resource.properties.namespace]

naming contains name if {
	some prefix, names in tenant.namespaces.prefixes
	startswith(input.resource.properties.namespace, prefix)
	some name in names
}

naming contains name if {
	some pattern, names in tenant.namespaces.globs
	glob.match(pattern, null, input.resource.properties.namespace)
	some name in names
}

# Grants that name the operation.
operating contains name if some name in tenant.operations.names[input.operation]

operating contains name if {
	some prefix, names in tenant.operations.prefixes
	startswith(input.operation, prefix)
	some name in names
}

operating contains name if {
	some pattern, names in tenant.operations.globs
	glob.match(pattern, null, input.operation)
	some name in names
}
