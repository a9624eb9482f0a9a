using System.CommandLine;
using Stoa.Trail.Reading;

namespace Stoa.Cli.Audit;

/// <summary>The folder that commands work with.</summary>
internal static class TrailFolder
{
    public static readonly string[] Streams = ["audit", "refusals"];

    public static Argument<string> Argument() => new("folder") { Description = "The folder of the trail (Stoa:Audit:Folder)." };

    /// <exception cref="UserError">There is no such folder, or no trail in it.</exception>
    public static string Require(string folder, bool mayBeEmpty = false)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserError($"there is no folder {folder}");
        }

        return mayBeEmpty || Streams.Any(stream => TrailSegment.In(folder, stream).Count > 0)
            ? folder
            : throw new UserError($"there is no segment of a trail in {folder}", "Segments are files named audit-<time>-<first>.jsonl or …jsonl.gz.");
    }
}
