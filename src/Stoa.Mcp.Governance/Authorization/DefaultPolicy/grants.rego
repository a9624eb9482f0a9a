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
	some name in covering
	permits(name)
	every scope in required_by(name) {
		held(scope)
	}
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

# The grant's scopes and the target's own. A task was paid for by the call that made it.
required_by(name) := {scope | some scope in input.resource.properties.scopes} | {scope |
	not on_task
	some scope in tenant.grants[name].scopes
}

on_task if {
	not named
	input.operation in task_operations
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

# Grants that name the target, by its name or by its tool namespace.
naming contains name if some name in found(tenant.named[input.resource.type], input.resource.id)

naming contains name if some name in found(tenant.namespaces, input.resource.properties.namespace)

# Grants that name the operation.
operating contains name if some name in found(tenant.operations, input.operation)

# Grants with a pattern for this text. Whole names are keys; what has a wildcard is tried one by one.
found(index, text) := union({
	{name | some name in index.names[text]},
	{name |
		some prefix, names in index.prefixes
		startswith(text, prefix)
		some name in names
	},
	{name |
		some pattern, names in index.globs
		glob.match(pattern, null, text)
		some name in names
	},
})
