namespace Quickstart.Walkthrough;

/// <summary>Shows a step: what was tried, expected and answered, and the lines it left.</summary>
internal static class StepReport
{
    public static void Print(Screen screen, int number, StepResult result)
    {
        screen.Heading(number, result.Step.Caller, result.Step.Title);
        screen.Field("expected", $"  {result.Step.Expected}");
        screen.Field("came back", screen.Verdict(result.AnswerAgrees, result.Observed.Answer));
        if (result.Observed.Detail is { } detail)
        {
            screen.Faint("", detail);
        }

        PrintRecords(screen, result.Records);
        if (!result.RecordsAgree)
        {
            screen.Field("", screen.Verdict(false, "these records were expected:"));
            foreach (var record in result.Step.Records)
            {
                screen.Field("", screen.Bad($"  {record}usage {record.Usage ?? "none"}"));
            }
        }
    }

    private static void PrintRecords(Screen screen, IReadOnlyList<DecisionRecord> records)
    {
        foreach (var alike in records.GroupBy(record => record.Summary))
        {
            var times = alike.Count() > 1 ? $"  the last of {alike.Count()} alike" : "";
            screen.Field("audit", $"  {alike.Key}  {alike.Last().Hashes}{times}");
            if (alike.Last().Reasons is { Length: > 0 } reasons)
            {
                screen.Faint("", reasons);
            }

            screen.Field("usage", $"  {alike.Key.Usage ?? "none: no tenant is known"}");
        }
    }
}
