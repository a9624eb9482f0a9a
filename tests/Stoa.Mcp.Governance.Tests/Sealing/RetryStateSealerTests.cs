using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Sealing;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Sealing;

public sealed class RetryStateSealerTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData("state of the app")]
    [InlineData("")]
    [InlineData(null)]
    public void Open_SealOfTheSameCall_GivesTheStateBack(string? inner)
    {
        var sealer = Sealer();
        var opened = sealer.Open(Calls.ToolCall(), sealer.Seal(Calls.ToolCall(), inner));

        Assert.Equal(new RetryState(inner, 1), opened);
    }

    [Fact]
    public void Open_Twice_OpensOnce()
    {
        var sealer = Sealer();
        var state = sealer.Seal(Calls.ToolCall(), "x");

        Assert.NotNull(sealer.Open(Calls.ToolCall(), state));
        Assert.Null(sealer.Open(Calls.ToolCall(), state));
    }

    [Fact]
    public void Open_WithAnyBitFlipped_Fails()
    {
        var sealer = Sealer();
        var state = sealer.Seal(Calls.ToolCall(), "x");
        for (var at = 0; at < state.Length; at++)
        {
            for (var bit = 0; bit < 7; bit++)
            {
                var altered = state.ToCharArray();
                altered[at] = (char)(altered[at] ^ (1 << bit));
                Assert.Null(sealer.Open(Calls.ToolCall(), new string(altered)));
            }
        }

        Assert.NotNull(sealer.Open(Calls.ToolCall(), state));
    }

    public static TheoryData<string> OtherCalls => ["subject", "issuer", "agent", "tenant", "tool", "arguments", "operation"];

    [Theory]
    [MemberData(nameof(OtherCalls))]
    public void Open_ByAnotherCall_Fails(string difference)
    {
        var sealer = Sealer();
        var state = sealer.Seal(Calls.ToolCall(), "x");

        Assert.Null(sealer.Open(Other(difference), state));
        Assert.NotNull(sealer.Open(Calls.ToolCall(), state));
    }

    [Fact]
    public void Open_AfterItsLifetime_Fails()
    {
        var sealer = Sealer();
        var (early, late) = (sealer.Seal(Calls.ToolCall(), "x"), sealer.Seal(Calls.ToolCall(), "x"));
        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.NotNull(sealer.Open(Calls.ToolCall(), early));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(sealer.Open(Calls.ToolCall(), late));
    }

    [Fact]
    public void Open_BeyondTheRoundLimit_Fails()
    {
        var sealer = Sealer(new SealingOptions { MaxRounds = 3 });
        var call = Calls.ToolCall();
        for (var round = 1; round <= 3; round++)
        {
            var opened = sealer.Open(call, sealer.Seal(call, "x"))!;
            Assert.Equal(round, opened.Round);
            call.RetryRound = opened.Round;
        }

        Assert.Null(sealer.Open(call, sealer.Seal(call, "x")));
    }

    [Fact]
    public void Open_WithARotatedKey_OpensWhileTheOldOneIsListed()
    {
        var (old, fresh) = (Key(1), Key(2));
        var state = Sealer(With(old)).Seal(Calls.ToolCall(), "x");

        Assert.NotNull(Sealer(With(fresh, old)).Open(Calls.ToolCall(), state));
        Assert.Null(Sealer(With(fresh)).Open(Calls.ToolCall(), state));
    }

    [Fact]
    public void Open_WithNoRoomToRememberSeals_Fails()
    {
        var sealer = Sealer(new SealingOptions { MaxPendingSeals = 1 });
        var (first, second) = (sealer.Seal(Calls.ToolCall(), "x"), sealer.Seal(Calls.ToolCall(), "y"));

        Assert.NotNull(sealer.Open(Calls.ToolCall(), first));
        Assert.Null(sealer.Open(Calls.ToolCall(), second));
    }

    [Theory]
    [InlineData(20261122)]
    public void Open_OfAnythingElse_FailsAndNeverThrows(int seed)
    {
        Console.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var sealer = Sealer();
        for (var i = 0; i < 10_000; i++)
        {
            var text = new char[random.Next(0, 120)];
            for (var at = 0; at < text.Length; at++)
            {
                text[at] = random.Next(4) == 0 ? (char)random.Next(1, 0xD7FF) : "ABCabc019-_"[random.Next(11)];
            }

            Assert.Null(sealer.Open(Calls.ToolCall(), new string(text)));
        }
    }

    private static GovernedCall Other(string difference) => difference switch
    {
        "subject" => Calls.ToolCall(caller: Calls.Caller(subject: "eve")),
        "issuer" => Calls.ToolCall(caller: Calls.Caller(issuer: "https://other.example")),
        "agent" => Calls.ToolCall(caller: Calls.Caller(agent: "other")),
        "tenant" => Calls.ToolCall(tenant: "globex"),
        "tool" => Calls.ToolCall(tool: "other"),
        "arguments" => Calls.ToolCall(arguments: """{"a":2}"""),
        _ => new GovernedCall
        {
            DecisionId = "d",
            MessageKind = McpMessageKind.Request,
            Operation = "prompts/get",
            Target = new GovernedTarget(GovernedTargetKind.Tool, "query_sales"),
            Transport = new TransportFacts { Kind = "http" },
            Server = "server",
            ServerEnvironment = "production",
            ReceivedAt = default,
            ReceivedTimestamp = 0,
            Caller = Calls.Caller(),
            Tenant = "acme",
            ArgumentsDigest = """hmac-sha256:{"a":1}""",
        },
    };

    private static string Key(byte fill) => Convert.ToBase64String(Enumerable.Repeat(fill, 32).ToArray());

    private static SealingOptions With(params string[] keys)
    {
        var options = new SealingOptions();
        foreach (var key in keys)
        {
            options.Keys.Add(key);
        }

        return options;
    }

    private RetryStateSealer Sealer(SealingOptions? options = null)
    {
        var wrapped = Options.Create(options ?? new SealingOptions());
        return new RetryStateSealer(new SealKeyRing(wrapped), wrapped, _time);
    }
}
