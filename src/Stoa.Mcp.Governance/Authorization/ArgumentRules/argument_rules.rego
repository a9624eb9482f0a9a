# METADATA
# title: Argument rules
# description: |
#   Evaluates STOA's argument rules, which stand in data.stoa.argument_policies by priority, highest first. Of each policy the first rule that holds
#   counts. The first deny or allow decides; what warned before it is told.
# scope: package
package stoa.argument_rules

deny contains sprintf("argument policy '%s': %s", [policy.name, rule.message]) if {
	rule := verdicts[deciding]
	rule.action == "deny"
	policy := data.stoa.argument_policies[deciding]
}

warnings contains sprintf("warning of argument policy '%s': %s", [data.stoa.argument_policies[i].name, rule.message]) if {
	some i, rule in verdicts
	rule.action == "warn"
	not after_deciding(i)
}

after_deciding(i) if i > deciding

deciding := min({i | some i, rule in verdicts; rule.action != "warn"})

verdicts[i] := policy.rules[first] if {
	some i, policy in data.stoa.argument_policies
	glob.match(policy.tool, null, input.tool.name)
	first := min({j | some j, rule in policy.rules; holds(rule)})
}

holds(rule) if {
	some comparisons in rule.any
	every comparison in comparisons {
		compares(comparison, argument(comparison.path), rule.action)
	}
}

# Null where there is no such argument.
argument(path) := object.get(object.get(input.tool, "arguments", {}), path, null)

compares(comparison, value, _) if {
	comparison.operator == "is_null"
	value == null
}

compares(comparison, value, _) if {
	comparison.operator == "not_null"
	value != null
}

compares(comparison, value, _) if {
	comparison.operator == "eq"
	value != null
	value == comparison.value
}

compares(comparison, value, _) if {
	comparison.operator == "ne"
	value != null
	value != comparison.value
}

compares(comparison, value, _) if {
	comparison.operator == "in"
	value != null
	value in comparison.value
}

compares(comparison, value, _) if {
	comparison.operator == "not_in"
	value != null
	not value in comparison.value
}

compares(comparison, value, _) if {
	comparison.operator == "gt"
	type_name(value) == type_name(comparison.value)
	value > comparison.value
}

compares(comparison, value, _) if {
	comparison.operator == "gte"
	type_name(value) == type_name(comparison.value)
	value >= comparison.value
}

compares(comparison, value, _) if {
	comparison.operator == "lt"
	type_name(value) == type_name(comparison.value)
	value < comparison.value
}

compares(comparison, value, _) if {
	comparison.operator == "lte"
	type_name(value) == type_name(comparison.value)
	value <= comparison.value
}

# What cannot be ordered is no reason to let pass: it counts as meant where a rule denies or warns, and not where one allows.
compares(comparison, value, action) if {
	comparison.operator in {"gt", "gte", "lt", "lte"}
	value != null
	type_name(value) != type_name(comparison.value)
	action != "allow"
}

compares(comparison, value, _) if {
	comparison.operator == "regex"
	value != null
	regex.match(comparison.value, text(value))
}

compares(comparison, value, _) if {
	comparison.operator == "contains"
	value != null
	contains(text(value), comparison.value)
}

text(value) := value if is_string(value)

text(value) := json.marshal(value) if not is_string(value)
