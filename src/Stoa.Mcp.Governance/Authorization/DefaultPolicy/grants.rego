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

visible if some _ in covering

default allow := false

allow if {
	protocol
	tenant
}

allow if some _ in permitting

# Access and scopes must be met by the same grant: two halves do not make an allow. Only a tool, prompt, resource or template has an access;
# all but tools read.
permitting contains name if {
	named
	holds_targets_scopes
	some name in covering
	input.resource.properties.access in tenant.grants[name].access
	holds_scopes_of(name)
}

# A task was paid for by the call that made it.
permitting contains name if {
	not named
	holds_targets_scopes
	some name in covering
	input.operation in task_operations
}

permitting contains name if {
	not named
	holds_targets_scopes
	some name in covering
	holds_scopes_of(name)
}

# Grants that make the target visible.
covering contains name if {
	named
	input.resource.id != ""
	input.operation in target_operations
	not elsewhere
	some name in naming
	serves(name)
}

# What a grant gives to a name are the protocol's operations on it; any other has to be granted by name besides.
covering contains name if {
	named
	input.resource.id != ""
	not input.operation in target_operations
	not elsewhere
	some name in naming
	name in operating
	serves(name)
}

# A task exists because a granted call made it, and its handle answers only to the caller it was given to.
covering contains name if {
	not named
	input.operation in task_operations
	not elsewhere
	some name, _ in tenant.grants
	serves(name)
}

covering contains name if {
	not named
	not input.operation in target_operations
	not elsewhere
	some name in operating
	serves(name)
}

# Whether the target is one that grants name.
named if input.resource.type in {"tool", "prompt", "resource", "resource_template"}

# No grant reaches from one environment to the data of another.
elsewhere if input.resource.properties.environment != input.agent.environment

# Whether the grant is for the agent's environment, and covers the target's. Most are for all.
serves(name) if tenant.grants[name].everywhere

serves(name) if {
	grant := tenant.grants[name]
	not grant.everywhere
	for_agent(grant)
	for_target(grant)
}

for_agent(grant) if not grant.agent_environments

for_agent(grant) if input.agent.environment in grant.agent_environments

for_target(grant) if not grant.environments

for_target(grant) if not input.resource.properties.environment

for_target(grant) if input.resource.properties.environment in grant.environments

# What the target itself needs, whoever grants it.
holds_targets_scopes if {
	every scope in input.resource.properties.scopes {
		held(scope)
	}
}

holds_targets_scopes if not input.resource.properties.scopes

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
