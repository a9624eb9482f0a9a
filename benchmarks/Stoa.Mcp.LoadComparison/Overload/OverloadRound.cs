namespace Stoa.Mcp.LoadComparison.Overload;

/// <summary>One round: the peak, and what was left of it when more was asked for.</summary>
/// <param name="Peak">Calls answered a second where no more are sent than the upstream has places.</param>
/// <param name="Offered">Calls sent a second in the overload.</param>
/// <param name="Goodput">Of these, answered by the tool a second.</param>
/// <param name="AnswerP50">Milliseconds to half of the tool's answers in the overload.</param>
/// <param name="RefusalP50">Milliseconds to half of the refusals.</param>
/// <param name="RefusalP99">Milliseconds to 99 of 100 refusals.</param>
/// <param name="RefusalMost">Milliseconds to the slowest refusal.</param>
/// <param name="Others">Answers of any other kind.</param>
/// <param name="ResidentBytes">Memory of the gateway's process in RAM after it.</param>
internal sealed record OverloadRound(
    double Peak, double Offered, double Goodput, double AnswerP50, double RefusalP50, double RefusalP99, double RefusalMost, int Others, long ResidentBytes);
