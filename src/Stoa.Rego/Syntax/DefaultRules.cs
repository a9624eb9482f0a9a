namespace Stoa.Rego.Syntax;

/// <summary>What <c>default</c> asks of a rule.</summary>
internal static class DefaultRules
{
    public static void Check(Rule rule)
    {
        if (!rule.Head.HasValue)
        {
            throw TokenStream.Fail(rule.Location, "a default rule has a value", "write `default name := value`");
        }

        if (Variable(rule.Head.Value!) is { } found)
        {
            throw TokenStream.Fail(
                rule.Location, $"the value of a default rule is a constant; this one has a {Describe(found)}", "comprehensions may hold refs and calls, the value itself may not");
        }

        var names = new HashSet<string>();
        foreach (var parameter in rule.Head.Arguments ?? [])
        {
            if (parameter is not VarTerm variable)
            {
                throw TokenStream.Fail(rule.Location, "the parameters of a default function are plain variables", "write `_` for those that do not matter");
            }

            if (!names.Add(variable.Name))
            {
                throw TokenStream.Fail(rule.Location, $"the parameters of a default function differ; {variable.Name} occurs twice");
            }
        }
    }

    private static string Describe(Term term) => term switch { CallTerm => "call", RefTerm => "ref", VarTerm => "variable", _ => "template string" };

    // What makes the value other than constant. Comprehensions are closed.
    private static Term? Variable(Term term) => term switch
    {
        VarTerm or RefTerm or CallTerm or TemplateTerm => term,
        ArrayTerm array => First(array.Items),
        SetTerm set => First(set.Items),
        ObjectTerm members => First(members.Members.SelectMany(member => new[] { member.Key, member.Value })),
        _ => null,
    };

    private static Term? First(IEnumerable<Term> terms) => terms.Select(Variable).FirstOrDefault(found => found is not null);
}
