namespace Stoa.Rego.Compilation.Planning;

/// <summary>What can run once certain variables are bound.</summary>
/// <param name="Bound">The variables with a value.</param>
/// <param name="Shared">The variables that a comprehension has in common with the bodies around it: it waits for them.</param>
internal sealed record Readiness(HashSet<Variable> Bound, HashSet<Variable> Shared)
{
    public bool IsReady(CoreStatement statement) =>
        statement.With.All(with => Variables.ValueOf(with) is not { } value || IsGround(value))
        && (!statement.IsFixed || Variables.Own(statement).All(variable => variable.Variable.Name[0] == '.' || Bound.Contains(variable.Variable)))
        && IsReadyItself(statement);

    /// <summary>Whether a term has a value: all its variables do. Keys of an open reference may be found by going through what it refers to.</summary>
    public bool IsEvaluable(CoreTerm term, bool open)
    {
        if (term is CoreReference reference)
        {
            return IsGround(reference.Head) && reference.Keys.All(key => open ? IsPattern(key) : IsGround(key));
        }

        return IsGround(term);
    }

    /// <summary>Whether every variable in a term is bound.</summary>
    public bool IsGround(CoreTerm term) => term switch
    {
        CoreVariable variable => Bound.Contains(variable.Variable),
        CoreComprehension => Variables.Closures(term).All(IsClosed),
        _ => Variables.PartsOf(term).All(IsGround),
    };

    /// <summary>Whether a term can be matched with a value: what is not bound stands where matching binds it.</summary>
    public bool IsPattern(CoreTerm term) => term switch
    {
        CoreVariable => true,
        CoreArray array => array.Items.All(IsPattern),
        CoreObject members => members.Members.All(member => IsGround(member.Key) && IsPattern(member.Value)),
        CoreReference => IsEvaluable(term, open: true),
        _ => IsGround(term),
    };

    private bool IsReadyItself(CoreStatement statement) => statement switch
    {
        CoreHolds holds => IsEvaluable(holds.Term, open: true),
        CoreUnify unify => (IsEvaluable(unify.Left, open: true) && IsPattern(unify.Right)) || (IsEvaluable(unify.Right, open: true) && IsPattern(unify.Left)),
        CoreNot not => Variables.Own(not.Statement).All(variable => Bound.Contains(variable.Variable)) && Variables.Closures(not.Statement).All(IsClosed),
        CoreEvery every => IsGround(every.Domain) && Variables.Closures(every).All(IsClosed),
        CoreWalk walk => IsGround(walk.Document) && IsPattern(walk.Output),
        _ => false,
    };

    private bool IsClosed(IEnumerable<CoreVariable> closure) =>
        closure.All(variable => !Shared.Contains(variable.Variable) || Bound.Contains(variable.Variable));
}
