using System.Runtime.CompilerServices;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// Decisions on one caller, each with all that it rests on, so that the same question over the same state need not be evaluated again. Only
/// for policies that depend on nothing else (<see cref="CompiledPolicy.DependsOnQuestionAlone"/>). Takes no lock; a newer decision takes the
/// place of an older one.
/// </summary>
internal sealed class DecisionMemory
{
    private const int Places = 16;

    private readonly Known?[] _known = new Known?[Places];

    /// <summary>What was decided on this question; null where it is not known.</summary>
    public PolicyDecision? Find(PolicyState state, TargetDocument target, in PolicyInput question) =>
        Volatile.Read(ref _known[PlaceOf(target, question)]) is { } known && known.IsOf(state, target, question) ? known.Decision : null;

    /// <summary>Keeps a decision.</summary>
    public void Keep(PolicyState state, TargetDocument target, in PolicyInput question, PolicyDecision decision) => Volatile.Write(
        ref _known[PlaceOf(target, question)],
        new Known(state.Number, target, question.Operation, question.Tenant, question.ServerEnvironment, decision));

    private static int PlaceOf(TargetDocument target, in PolicyInput question) =>
        (RuntimeHelpers.GetHashCode(target) + question.Operation.Length) & (Places - 1);

    // The number of the state, not the state: what has been replaced is not kept alive.
    private sealed record Known(long State, TargetDocument Target, string Operation, string Tenant, string ServerEnvironment, PolicyDecision Decision)
    {
        public bool IsOf(PolicyState state, TargetDocument target, in PolicyInput question) => State == state.Number
            && ReferenceEquals(Target, target)
            && Operation == question.Operation
            && Tenant == question.Tenant
            && ServerEnvironment == question.ServerEnvironment;
    }
}
