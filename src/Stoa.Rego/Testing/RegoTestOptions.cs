using System.Text.RegularExpressions;

namespace Stoa.Rego;

/// <summary>Which tests to run, and how.</summary>
public sealed record RegoTestOptions
{
    /// <summary>Runs only tests whose full name, <c>data.app.test_x</c>, matches.</summary>
    /// <value>All are run.</value>
    public Regex? Filter { get; init; }

    /// <summary>Limits and surroundings of every test. <see cref="RegoEvaluationOptions.Print"/> hears what is printed besides the result.</summary>
    /// <value>A deadline of 5 seconds for each test, else the defaults.</value>
    public RegoEvaluationOptions Evaluation { get; init; } = new() { Deadline = TimeSpan.FromSeconds(5) };
}
