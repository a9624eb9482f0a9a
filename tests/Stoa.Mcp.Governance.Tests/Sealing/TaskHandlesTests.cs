using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Sealing;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Sealing;

public sealed class TaskHandlesTests
{
    private readonly TaskHandles _handles = new(new SealKeyRing(Options.Create(new SealingOptions())));

    [Fact]
    public void TryUnbind_ByTheOwner_GivesTheIdBack()
    {
        var handle = _handles.Bind(Calls.Caller(), "acme", "task.with.dots");

        Assert.True(_handles.TryUnbind(Calls.Caller(), "acme", handle, out var id));
        Assert.Equal("task.with.dots", id);
    }

    [Fact]
    public void Bind_Twice_GivesTheSameHandle() =>
        Assert.Equal(_handles.Bind(Calls.Caller(), "acme", "t"), _handles.Bind(Calls.Caller(), "acme", "t"));

    [Fact]
    public void TryUnbind_ByAnybodyElse_Fails()
    {
        var handle = _handles.Bind(Calls.Caller(), "acme", "t");

        Assert.False(_handles.TryUnbind(Calls.Caller(), "globex", handle, out _));
        Assert.False(_handles.TryUnbind(Calls.Caller(subject: "eve"), "acme", handle, out _));
        Assert.False(_handles.TryUnbind(Calls.Caller(issuer: "x"), "acme", handle, out _));
        Assert.False(_handles.TryUnbind(Calls.Caller(agent: "x"), "acme", handle, out _));
    }

    [Fact]
    public void TryUnbind_WithAnyBitFlipped_Fails()
    {
        var handle = _handles.Bind(Calls.Caller(), "acme", "task");
        for (var at = 0; at < handle.Length; at++)
        {
            for (var bit = 0; bit < 7; bit++)
            {
                var altered = handle.ToCharArray();
                altered[at] = (char)(altered[at] ^ (1 << bit));
                Assert.False(_handles.TryUnbind(Calls.Caller(), "acme", new string(altered), out _));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("task")]
    [InlineData(".AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("task.AAAAAAAAAAAAAAAAAAAAAA")]
    public void TryUnbind_OfAnythingElse_Fails(string handle) =>
        Assert.False(_handles.TryUnbind(Calls.Caller(), "acme", handle, out _));
}
