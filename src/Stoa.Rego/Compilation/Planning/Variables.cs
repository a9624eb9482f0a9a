namespace Stoa.Rego.Compilation.Planning;

/// <summary>Which variables occur where.</summary>
internal static class Variables
{
    /// <summary>Those of a statement itself, not within comprehensions and <c>every</c>.</summary>
    public static IEnumerable<CoreVariable> Own(CoreStatement statement) => TermsOf(statement).SelectMany(Own);

    /// <summary>Those of a term itself, not within comprehensions.</summary>
    public static IEnumerable<CoreVariable> Own(CoreTerm term) => term switch
    {
        CoreVariable variable => [variable],
        CoreComprehension => [],
        _ => PartsOf(term).SelectMany(Own),
    };

    /// <summary>The bodies directly within a statement: of comprehensions and of <c>every</c>, with all their variables.</summary>
    public static IEnumerable<IEnumerable<CoreVariable>> Closures(CoreStatement statement)
    {
        var closures = TermsOf(statement).SelectMany(Closures);
        return Inner(statement) is CoreEvery every
            ? closures.Append(All(every.Body).Where(variable => variable.Variable != every.Key && variable.Variable != every.Value))
            : closures;
    }

    /// <summary>The comprehensions directly within a term, with all their variables.</summary>
    public static IEnumerable<IEnumerable<CoreVariable>> Closures(CoreTerm term) =>
        term is CoreComprehension comprehension ? [All(comprehension)] : PartsOf(term).SelectMany(Closures);

    /// <summary>The holes of templates within a statement.</summary>
    public static IEnumerable<CoreComprehension> Holes(CoreStatement statement) => TermsOf(statement).SelectMany(Holes);

    /// <summary>What the source names in a hole itself, not within its comprehensions.</summary>
    public static IEnumerable<Variable> OfHole(CoreComprehension hole) =>
        hole.Body.Statements.SelectMany(Own).Select(variable => variable.Variable).Where(variable => variable.Name[0] != '.').Distinct();

    /// <summary>The terms of a statement, its modifiers' values included.</summary>
    public static IEnumerable<CoreTerm> TermsOf(CoreStatement statement)
    {
        var own = statement switch
        {
            CoreHolds holds => [holds.Term],
            CoreUnify unify => [unify.Left, unify.Right],
            CoreNot not => TermsOf(not.Statement),
            CoreEvery every => [every.Domain],
            CoreWalk walk => [walk.Document, walk.Output],
            _ => (IEnumerable<CoreTerm>)[],
        };
        return own.Concat(statement.With.Select(ValueOf).OfType<CoreTerm>());
    }

    public static CoreTerm? ValueOf(CoreWith with) => with switch
    {
        CoreWithInput input => input.Value,
        CoreWithData data => data.Value,
        CoreWithFunction function => function.Value,
        _ => null,
    };

    /// <summary>Everything that a term is made of.</summary>
    public static IEnumerable<CoreTerm> PartsOf(CoreTerm term) => term switch
    {
        CoreReference { Head: CoreInput or CoreData } reference => reference.Keys,
        CoreReference reference => reference.Keys.Prepend(reference.Head),
        CoreArray array => array.Items,
        CoreSet set => set.Items,
        CoreObject members => members.Members.SelectMany(member => new[] { member.Key, member.Value }),
        CoreBuiltinCall call => call.Arguments,
        CoreFunctionCall call => call.Arguments,
        _ => [],
    };

    /// <summary>Every body within a statement or term, at any depth, and every term in those.</summary>
    public static IEnumerable<CoreTerm> AllTerms(CoreBody body) => body.Statements.SelectMany(AllTerms);

    /// <summary>Every term within a statement, at any depth.</summary>
    public static IEnumerable<CoreTerm> AllTerms(CoreStatement statement)
    {
        var terms = TermsOf(statement).SelectMany(AllTerms);
        return Inner(statement) is CoreEvery every ? terms.Concat(AllTerms(every.Body)) : terms;
    }

    /// <summary>A term and every term within it, at any depth.</summary>
    public static IEnumerable<CoreTerm> AllTerms(CoreTerm term)
    {
        var within = PartsOf(term).SelectMany(AllTerms);
        if (term is CoreComprehension comprehension)
        {
            within = AllTerms(comprehension.Body)
                .Concat(AllTerms(comprehension.Value))
                .Concat(comprehension.Key is null ? [] : AllTerms(comprehension.Key));
        }

        return within.Prepend(term);
    }

    private static IEnumerable<CoreComprehension> Holes(CoreTerm term) =>
        term is CoreComprehension comprehension ? (comprehension.IsHole ? [comprehension] : []) : PartsOf(term).SelectMany(Holes);

    private static IEnumerable<CoreVariable> All(CoreComprehension comprehension) => AllTerms(comprehension).OfType<CoreVariable>();

    private static IEnumerable<CoreVariable> All(CoreBody body) => AllTerms(body).OfType<CoreVariable>();

    private static CoreStatement Inner(CoreStatement statement) => statement is CoreNot not ? Inner(not.Statement) : statement;
}
