namespace Quickstart.Walkthrough;

/// <summary>The trail as a whole: both chains hold, and every request that was sent left exactly one record.</summary>
internal static class FinalCheck
{
    /// <returns>What does not hold.</returns>
    public static IReadOnlyList<string> Run(Screen screen, RecordFiles files, long requests)
    {
        screen.Line("\n    The trail, read after the server has stopped");
        var differing = new List<string>();
        Show("chain", () => $"{ChainCheck.CountLines(files.Segments("audit"))} lines, every hash right", () => true);
        Show("refusals", () => $"{ChainCheck.CountLines(files.Segments("refusals"))} lines, every hash right", () => true);

        var records = files.All();
        Show("records", () => $"{records.Count} for {requests} requests", () => records.Count == requests);
        Show("whole", () => $"{records.Count(record => record.IsWhole)} of {records.Count}: intent with outcome, tenant with usage event", () => records.All(record => record.IsWhole));
        return differing;

        void Show(string name, Func<string> describe, Func<bool> holds)
        {
            try
            {
                screen.Field(name, screen.Verdict(holds(), describe()));
                if (holds())
                {
                    return;
                }
            }
            catch (InvalidDataException broken)
            {
                screen.Field(name, screen.Verdict(false, broken.Message));
            }

            differing.Add(name);
        }
    }
}
