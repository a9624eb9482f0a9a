# What grants cannot say. Change the number and save: the next call is decided by it, without a restart.
package stoa.custom

most_customers := 100

deny contains sprintf("at most %d customers at a time", [most_customers]) if {
	input.tool.name == "seed_test_data"
	input.tool.arguments.customers > most_customers
}
