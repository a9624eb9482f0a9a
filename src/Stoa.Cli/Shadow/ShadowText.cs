using System.Globalization;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Shadow;

/// <summary>A report for people.</summary>
internal static class ShadowText
{
    private const int LongestCell = 60;
    private const int LongestReason = 200;

    public static void Write(TextWriter output, Style style, ShadowReport report, string folder)
    {
        if (report.Seen == 0)
        {
            output.WriteLine("No record of mode shadow.");
            return;
        }

        output.WriteLine($"{Number(report.Seen)} exchanges seen, {Time(report.First!.Value)} to {Time(report.Last!.Value)}");
        output.WriteLine($"  {Number(report.WouldAllow),8}  would be allowed");
        output.WriteLine($"  {Number(report.WouldDeny),8}  would be denied");
        output.WriteLine($"  {Number(report.RefusedBeforeTenant),8}  would be refused before a tenant is known");
        WriteDenials(output, style, report);
        WriteNext(output, style, report, folder);
    }

    private static void WriteDenials(TextWriter output, Style style, ShadowReport report)
    {
        var groups = report.Groups;
        if (groups.Count == 0)
        {
            return;
        }

        output.WriteLine();
        TextTable.Write(
            output, style, ["tenant", "caller", "called", "code", "step", "times", "first", "last", "why"],
            [.. groups.Select(group => (string[])
            [
                Cell(group.Key.Tenant ?? ""), Cell(Caller(group.Key)), Cell(Called(group.Key)), group.Key.CodeName, group.Key.Step,
                Number(group.Count), Time(group.First), Time(group.Last), Why(group),
            ])]);
        if (report.NotListed > 0)
        {
            output.WriteLine($"{Number(report.NotListed)} more denials are not told apart.");
        }
    }

    private static void WriteNext(TextWriter output, Style style, ShadowReport report, string folder)
    {
        var missing = MissingGrants.Of(report);
        var others = report.Groups.Where(group => group.Key.Tenant is not null && !MissingGrants.IsMended(group)).Sum(group => group.Count);
        var lines = new List<string>();
        if (report.RefusedBeforeTenant > 0)
        {
            lines.Add($"Without a caller or tenant that is known: {Number(report.RefusedBeforeTenant)}. Accept their credentials (Stoa:Authentication), declare their tenants.");
        }

        if (missing.Tenants.Count > 0)
        {
            lines.Add($"Tenants that are not declared: {missing.Tenants.Count}. --grants declares them.");
        }

        if (missing.Grants.Count > 0)
        {
            lines.Add($"Denials that grants would mend: {Number(missing.Denials)}. stoa shadow report {Printable.OfPart(folder)} --grants prints them; take out what you do not mean to allow.");
        }

        if (others > 0)
        {
            lines.Add($"Denials for other reasons: {Number(others)}. They stand under why; docs/codes.md says how each is mended.");
        }

        if (report.WouldDeny + report.RefusedBeforeTenant == 0)
        {
            lines.Add("Nothing would be denied: set Stoa:Gateway:Mode to proxy.");
        }

        output.WriteLine();
        output.WriteLine(style.Strong("What to do next"));
        lines.ForEach(line => output.WriteLine($"- {line}"));
    }

    private static string Caller(DenialKey key) => key.Agent is null || key.Agent == key.Caller ? key.Caller : $"{key.Caller} via {key.Agent}";

    private static string Called(DenialKey key) => key.Target.Length == 0 ? key.Operation : $"{key.Operation} {key.Target}";

    private static string Why(DenialGroup group)
    {
        var texts = group.Reasons.Concat(group.Rules).ToList();
        return texts.Count == 0 ? "" : Cut(texts[0].Key, LongestReason) + (texts.Count > 1 ? $" (and {texts.Count - 1} more)" : "");
    }

    private static string Cell(string text) => Cut(text, LongestCell);

    private static string Cut(string text, int longest)
    {
        var cell = Printable.OfPart(text);
        return cell.Length <= longest ? cell : cell[..(char.IsHighSurrogate(cell[longest - 2]) ? longest - 2 : longest - 1)] + "…";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
