package stoa.custom_test

import data.stoa.custom

limits := {"EUR": 1000, "USD": 1200}

transfer(arguments) := {"tool": {"name": "transfer", "arguments": arguments}}

test_a_payment if {
	custom.deny == set() with input as transfer({"amount": 12.5, "currency": "EUR"}) with data.payment_limits as limits
	not custom.obligations.approval with input as transfer({"amount": 12.5, "currency": "EUR"}) with data.payment_limits as limits
}

test_above_half_the_limit if {
	custom.deny == set() with input as transfer({"amount": 501, "currency": "EUR"}) with data.payment_limits as limits
	custom.obligations.approval == "501 EUR is above half the limit" with input as transfer({"amount": 501, "currency": "EUR"}) with data.payment_limits as limits
}

test_above_the_limit if {
	custom.deny == {"amount is above the limit of 1000 EUR"} with input as transfer({"amount": 1001, "currency": "EUR"}) with data.payment_limits as limits
}

test_another_currency if {
	custom.deny == {"currency must be one of EUR, USD"} with input as transfer({"amount": 1, "currency": "GBP"}) with data.payment_limits as limits
}

test_no_amount if {
	custom.deny == {"amount must be a number above 0"} with input as transfer({"currency": "EUR"}) with data.payment_limits as limits
}

test_an_amount_in_quotes if {
	"amount must be a number above 0" in custom.deny with input as transfer({"amount": "1", "currency": "EUR"}) with data.payment_limits as limits
}

test_a_negative_amount if {
	custom.deny == {"amount must be a number above 0"} with input as transfer({"amount": -5, "currency": "EUR"}) with data.payment_limits as limits
}

test_other_tools if {
	custom.deny == set() with input as {"tool": {"name": "balance", "arguments": {}}} with data.payment_limits as limits
}
