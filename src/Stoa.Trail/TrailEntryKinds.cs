namespace Stoa.Trail;

/// <summary>The words that <see cref="TrailEntry.Kind"/> holds (docs/audit.md).</summary>
public static class TrailEntryKinds
{
    /// <summary>A call was allowed and is about to run.</summary>
    public const string Intent = "intent";

    /// <summary>How an allowed call ended.</summary>
    public const string Outcome = "outcome";

    /// <summary>A call was refused; the only entry of its record.</summary>
    public const string Denial = "denial";

    /// <summary>How a task that a call started has ended.</summary>
    public const string TaskOutcome = "task_outcome";

    /// <summary>Refusals of one source before a tenant was known, counted.</summary>
    public const string Summary = "summary";

    /// <summary>The first line of a segment: whose it is, why it was begun, and which records were open then.</summary>
    public const string Segment = "segment";

    /// <summary>A signed head: proof that the chain had this state.</summary>
    public const string Head = "head";

    /// <summary>Unusual use by one agent was noticed, was acknowledged, or is over; the entries of one anomaly share their decision id.</summary>
    public const string Anomaly = "anomaly";
}
