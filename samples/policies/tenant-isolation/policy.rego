# METADATA
# title: Tenants keep to their own data
# scope: package
package stoa.custom

# tenant://acme/reports/7 belongs to acme.
hide contains "the resource belongs to another tenant" if {
	input.resource.type in {"resource", "resource_template"}
	startswith(input.resource.id, "tenant://")
	not startswith(input.resource.id, sprintf("tenant://%s/", [input.tenant]))
}

deny contains sprintf("argument %s names another tenant", [name]) if {
	some name in ["tenant", "tenant_id"]
	named := input.context.arguments[name]
	named != input.tenant
}
