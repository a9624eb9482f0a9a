namespace Quickstart.Walkthrough;

/// <summary>Everybody who calls, and who runs the server.</summary>
internal sealed class Visitors(Uri endpoint, Requests requests, Operator admin) : IAsyncDisposable
{
    public Operator Operator { get; } = admin;

    public Visitor Stranger { get; } = new(endpoint, null, requests);

    public Visitor Acme { get; } = new(endpoint, "demo-acme", requests);

    public Visitor Globex { get; } = new(endpoint, "demo-globex", requests);

    public Visitor Approver { get; } = new(endpoint, "demo-globex-approver", requests);

    public Visitor Staging { get; } = new(endpoint, "demo-globex-staging", requests);

    public async Task<Observed> ConnectAsync()
    {
        var revisions = new List<string>();
        foreach (var visitor in new[] { Acme, Globex, Approver, Staging })
        {
            revisions.Add(await visitor.ConnectAsync());
        }

        return new Observed($"{revisions.Count} connected", $"MCP {string.Join(", ", revisions.Distinct())}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in new[] { Stranger, Acme, Globex, Approver, Staging })
        {
            await visitor.DisposeAsync();
        }
    }
}
