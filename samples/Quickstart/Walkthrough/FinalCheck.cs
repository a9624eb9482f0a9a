using Stoa.Trail.Verifying;

namespace Quickstart.Walkthrough;

/// <summary>The trail as a whole: both chains hold, and every request that was sent left exactly one record.</summary>
internal static class FinalCheck
{
    /// <returns>What does not hold.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(Screen screen, RecordFiles files, long requests)
    {
        screen.Line("\n    The trail, read after the server has stopped");
        var differing = new List<string>();
        foreach (var chain in (await TrailVerifier.VerifyAsync(files.AuditFolder)).Chains)
        {
            Show(chain.Stream, chain.Problem is null, chain.Problem?.ToString() ?? $"{chain.Lines} lines, every hash right, {chain.Heads} signed heads");
        }

        var records = files.All();
        Show("records", records.Count == requests, $"{records.Count} for {requests} requests");
        var whole = records.Count(record => record.IsWhole);
        Show("whole", whole == records.Count, $"{whole} of {records.Count}: intent with outcome, tenant with usage event");
        return differing;

        void Show(string name, bool holds, string what)
        {
            screen.Field(name, screen.Verdict(holds, what));
            if (!holds)
            {
                differing.Add(name);
            }
        }
    }
}
