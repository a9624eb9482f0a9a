# METADATA
# title: Staging agents stay away from production data
# scope: package
package stoa.custom

hide contains "agents in staging have no access to production data" if {
	input.agent.environment == "staging"
	input.resource.properties.environment == "production"
}
