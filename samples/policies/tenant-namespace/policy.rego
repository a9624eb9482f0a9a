# METADATA
# title: A tenant keeps to one namespace
# scope: package
package stoa.custom

# Tenants that are kept to one tool namespace. Others have what their grants give.
only := {"acme": "analytics"}

hide contains reason if {
	namespace := only[input.tenant]
	input.resource.type == "tool"
	not input.resource.properties.namespace == namespace
	reason := sprintf("tenant '%s' uses tools of namespace '%s' alone", [input.tenant, namespace])
}
