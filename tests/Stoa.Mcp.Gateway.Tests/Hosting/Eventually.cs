namespace Stoa.Mcp.Gateway.Tests.Hosting;

/// <summary>Asks again and again, within a bound, where nothing tells when something has come about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<Task<bool>> asks, string what)
    {
        using var giveUp = new CancellationTokenSource(Patience);
        while (!await asks())
        {
            Assert.False(giveUp.IsCancellationRequested, what + " did not come about");
            await Task.Yield();
        }
    }

    public static Task TrueAsync(Func<bool> asks, string what) => TrueAsync(() => Task.FromResult(asks()), what);
}
