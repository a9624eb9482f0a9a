namespace Stoa.Rego;

/// <summary>How a test ended.</summary>
public enum RegoTestOutcome
{
    /// <summary>It is true.</summary>
    Passed,

    /// <summary>It is undefined, false or no boolean; or one of its cases is.</summary>
    Failed,

    /// <summary>Its evaluation failed.</summary>
    Error,

    /// <summary>It was not run: its name begins with <c>todo_</c>.</summary>
    Skipped,
}
