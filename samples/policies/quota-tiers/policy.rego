# METADATA
# title: Tiers of quotas, from data
# scope: package
package stoa.custom

obligations.quota_class := tier if input.operation == "tools/call"

default tier := "free"

tier := data.tiers[input.tenant]
