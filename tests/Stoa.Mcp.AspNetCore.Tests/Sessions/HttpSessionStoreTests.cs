using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore.Sessions;

namespace Stoa.Mcp.AspNetCore.Tests.Sessions;

public sealed class HttpSessionStoreTests
{
    [Fact]
    public async Task CloseIdle_ClosesSessionsPastTheLimit_AndNoOthers()
    {
        var clock = new ManualClock();
        await using var app = await McpApp.StartAsync(configure: options =>
        {
            options.TimeProvider = clock;
            options.IdleTimeout = TimeSpan.FromMinutes(10);
        });
        using var wire = app.Wire();
        var store = app.Services.GetRequiredService<HttpSessionStore>();
        var anyone = new ClaimsPrincipal();
        var old = await wire.InitializeAsync();
        var busy = await wire.InitializeAsync();
        Assert.True(store.Find(busy, anyone)!.TryEnter());
        clock.Now += TimeSpan.FromMinutes(6);
        var recent = await wire.InitializeAsync();
        clock.Now += TimeSpan.FromMinutes(6);

        await store.CloseIdleAsync();

        Assert.Null(store.Find(old, anyone));
        Assert.NotNull(store.Find(busy, anyone));
        Assert.NotNull(store.Find(recent, anyone));
    }

    /// <summary>A clock that stands still until it is moved. Its timers never fire.</summary>
    private sealed class ManualClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
