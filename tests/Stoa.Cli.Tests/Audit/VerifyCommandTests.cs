using System.Security.Cryptography;
using System.Text.Json;
using Stoa.Trail.Tests.Building;

namespace Stoa.Cli.Tests.Audit;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly CommandLine _stoa = new();
    private readonly TrailBuilder _trail = new TrailBuilder().Segment().Intent("a").Outcome("a").Head().Segment("rotation").Denial("b").Intent("c").Head();

    private string Key => _stoa.File("stoa.pub", _trail.Key.ExportSubjectPublicKeyInfoPem());

    private string Heads => _stoa.File("heads.jsonl", string.Join('\n', _trail.Heads) + "\n\n");

    public void Dispose() => _stoa.Dispose();

    [Fact]
    public async Task Verify_OfAnIntactTrail_SaysWhatWasChecked()
    {
        var folder = Write();

        var result = await _stoa.RunAsync("audit", "verify", folder, "--key", Key, "--heads", Heads);

        Assert.Equal(
            (0, $"""
                intact: 8 lines, trail {TrailBuilder.TrailId}

                audit: 8 lines in 2 segments
                  first    seq 1, 2026-11-22T10:15:30.124Z
                  last     seq 8, 2026-11-22T10:15:30.131Z, hash {_trail.Hash}
                  records  1 closed, 1 denied, 1 open (the oldest since seq 7)
                  heads    2 valid

                key {_trail.KeyId}: 2 heads
                heads kept elsewhere: 2 found in the trail

                """.ReplaceLineEndings("\n"), ""),
            (result.Code, result.Out, result.Error));
    }

    [Fact]
    public async Task Verify_WithNothingFromElsewhere_SaysWhatThatDoesNotProve()
    {
        var result = await _stoa.RunAsync("audit", "verify", Write());

        Assert.Equal(0, result.Code);
        Assert.Contains("note: the keys were taken from the trail itself, so this proves only that it is consistent; give the server's public key with --key\n", result.Out, StringComparison.Ordinal);
        Assert.EndsWith("note: no head kept elsewhere was given with --heads, so lines cut from the end would not show\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfABrokenTrail_NamesTheFirstLineThatIsWrong()
    {
        _trail.Segments[0].Lines[1] = _trail.Segments[0].Lines[1].Replace("ada", "eve", StringComparison.Ordinal);

        var result = await _stoa.RunAsync("audit", "verify", Write());

        Assert.Equal(1, result.Code);
        Assert.StartsWith($"broken: {_trail.Segments[0].Name}.gz, line 2 (seq 2) does not hash to what it says: it was changed\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfACutTrail_ShowsByHeads()
    {
        var heads = Heads;
        _trail.Segments.RemoveAt(1);

        Assert.Equal(0, (await _stoa.RunAsync("audit", "verify", Write(), "--key", Key)).Code);
        var result = await _stoa.RunAsync("audit", "verify", Write(), "--key", Key, "--heads", heads, "--format", "json");

        Assert.Equal(1, result.Code);
        var problem = JsonElement.Parse(result.Out).GetProperty("problem");
        Assert.Equal((8L, _trail.Segments[0].Name + ".gz"), (problem.GetProperty("seq").GetInt64(), problem.GetProperty("segment").GetString()));
    }

    [Fact]
    public async Task Verify_AsJson_HasEveryFigure()
    {
        var result = await _stoa.RunAsync("audit", "verify", Write(), "--format", "json");

        var root = JsonElement.Parse(result.Out);
        Assert.Equal((true, "trail", TrailBuilder.TrailId), (root.GetProperty("intact").GetBoolean(), root.GetProperty("keys_from").GetString(), root.GetProperty("trail").GetString()));
        var chain = root.GetProperty("chains")[0];
        Assert.Equal((8, _trail.Hash, 2), (chain.GetProperty("last_seq").GetInt32(), chain.GetProperty("last_hash").GetString(), chain.GetProperty("heads").GetInt32()));
    }

    [Fact]
    public async Task Verify_WithoutWhatItNeeds_IsAnError()
    {
        using var rsa = RSA.Create(2048);
        var folder = Write();
        var empty = Directory.CreateDirectory(Path.Combine(_stoa.Folder, "empty")).FullName;
        (string[] Arguments, string Error)[] cases =
        [
            ([empty], "error: there is no segment of a trail in ./empty\n"),
            ([empty + "/none"], "error: there is no folder ./empty/none\n"),
            ([folder, "--key", folder + "/none"], "error: the key in ./trail/none cannot be used: "),
            ([folder, "--key", _stoa.File("rsa.pub", rsa.ExportSubjectPublicKeyInfoPem())], "error: the key in ./rsa.pub cannot be used: "),
            ([folder, "--heads", folder + "/none"], "error: the heads cannot be read: "),
            ([folder, "--heads", _stoa.File("h.jsonl", "\n{}\n")], "error: ./h.jsonl:2: The line is no head"),
            ([folder, "--heads", _stoa.File("none.jsonl", "\n")], "error: there is no head in ./none.jsonl\n"),
        ];

        foreach (var (arguments, error) in cases)
        {
            var result = await _stoa.RunAsync(["audit", "verify", .. arguments]);
            Assert.Equal((2, ""), (result.Code, result.Out));
            Assert.StartsWith(error, result.Error, StringComparison.Ordinal);
        }
    }

    private string Write()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_stoa.Folder, "trail")).FullName;
        _trail.WriteTo(folder, compressed: 1);
        return folder;
    }
}
