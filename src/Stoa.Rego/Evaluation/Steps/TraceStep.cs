namespace Stoa.Rego.Evaluation;

/// <summary>Reports that the evaluation has come here.</summary>
internal sealed class TraceStep(RegoTraceKind kind, SourceLocation location, string? name) : StepNode
{
    public override StepNode Advance(Machine machine)
    {
        if (machine.Settings.Trace is { } trace)
        {
            trace(new RegoTraceEvent(kind, location, machine.Depth, name));
        }

        return Next;
    }
}
