using System.Globalization;
using Stoa.Cli.Terminals;
using Stoa.Trail.Verifying;

namespace Stoa.Cli.Audit.Verify;

/// <summary>What was found, for people: the verdict, each chain, whose word it is, what is unusual.</summary>
internal static class VerificationText
{
    public static void Write(TextWriter output, Style style, TrailVerification result)
    {
        output.WriteLine(result.Problem is { } problem
            ? $"{style.Bad("broken")}: {Printable.OfPart(problem.ToString())}"
            : $"{style.Good("intact")}: {Count(result.Chains.Sum(chain => chain.Lines), "line")}{(result.Trail is { } id ? $", trail {Printable.OfPart(id)}" : "")}");
        foreach (var chain in result.Chains)
        {
            output.WriteLine();
            Write(output, style, chain);
        }

        output.WriteLine();
        WriteKeys(output, style, result);
        WriteKnownHeads(output, style, result);
        foreach (var warning in result.Warnings)
        {
            output.WriteLine($"{style.Doubtful("warning")}: {Printable.OfPart(warning)}");
        }
    }

    private static void Write(TextWriter output, Style style, ChainVerification chain)
    {
        output.WriteLine($"{style.Strong(chain.Stream)}: {Count(chain.Lines, "line")} in {Count(chain.Segments, "segment")}{(chain.Problem is null ? "" : ", up to the first that is broken")}");
        if (chain.Problem is { } problem)
        {
            output.WriteLine($"  {style.Bad("broken")}   {Printable.OfPart(problem.ToString())}");
        }

        if (chain.Lines == 0)
        {
            return;
        }

        var removed = chain.FirstSequence > 1 ? $"; what was before seq {chain.FirstSequence} is not kept" : "";
        output.WriteLine($"  first    seq {chain.FirstSequence}, {Time(chain.FirstTime)}{removed}");
        output.WriteLine($"  last     seq {chain.LastSequence}, {Time(chain.LastTime)}, hash {chain.LastHash}");
        output.WriteLine($"  records  {chain.ClosedRecords} closed, {chain.Denials} denied, {chain.OpenRecords} open{(chain.OldestOpen is { } open ? $" (the oldest since seq {open})" : "")}");
        output.WriteLine($"  heads    {chain.Heads} valid{(chain.LinesAfterLastHead > 0 ? $"; {Count(chain.LinesAfterLastHead, "line")} after the last one, signed by none yet" : "")}");
    }

    private static void WriteKeys(TextWriter output, Style style, TrailVerification result)
    {
        foreach (var key in result.Keys)
        {
            output.WriteLine($"key {key.Id}: {Count(key.Heads, "head")}");
        }

        if (result.KeysAreFromTrail)
        {
            output.WriteLine(result.Keys.Count == 0
                ? $"{style.Doubtful("note")}: nothing is signed, so this proves only that the trail is consistent"
                : $"{style.Doubtful("note")}: the keys were taken from the trail itself, so this proves only that it is consistent; give the server's public key with --key");
        }
    }

    private static void WriteKnownHeads(TextWriter output, Style style, TrailVerification result)
    {
        var (found, removed) = (result.Chains.Sum(chain => chain.KnownHeadsFound), result.Chains.Sum(chain => chain.KnownHeadsRemoved));
        if (found + removed + result.HeadsOfOtherTrails > 0)
        {
            output.WriteLine($"heads kept elsewhere: {found} found in the trail"
                + (removed > 0 ? $", {removed} not checkable (older than the oldest line: removed by retention)" : "")
                + (result.HeadsOfOtherTrails > 0 ? $", {result.HeadsOfOtherTrails} of other trails" : ""));
        }
        else if (result.Problem is null)
        {
            output.WriteLine($"{style.Doubtful("note")}: no head kept elsewhere was given with --heads, so lines cut from the end would not show");
        }
    }

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "at no time";

    private static string Count(long count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
