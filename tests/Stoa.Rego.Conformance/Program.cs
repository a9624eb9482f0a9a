using System.Globalization;
using Stoa.Rego.Conformance;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(Arguments.Help);
    return 0;
}

var arguments = Arguments.Parse(args);
if (arguments.Folders.FirstOrDefault(folder => !Directory.Exists(folder)) is { } missing)
{
    Console.WriteLine($"skipped: no conformance data at {missing}; set STOA_OPA_TESTDATA");
    Console.WriteLine("0 passed, 0 failed, 1 skipped");
    return 0;
}

var tally = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
foreach (var test in arguments.Folders.SelectMany(CaseFiles.Read).Where(arguments.Includes))
{
    var folder = tally.TryGetValue(test.Folder, out var known) ? known : tally[test.Folder] = new Tally();
    if (test.Ignore || Unsupported.Folders.ContainsKey(test.Folder))
    {
        folder.Skipped++;
        continue;
    }

    if (CaseRunner.Run(test) is { } wrong)
    {
        folder.Failed++;
        Console.WriteLine($"FAILED {test.Folder}: {test.Note}: {wrong}");
    }
    else
    {
        folder.Passed++;
    }
}

Console.WriteLine();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"folder",-40} {"passed",7} {"failed",7} {"skipped",7}"));
foreach (var (name, counts) in tally)
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-40} {counts.Passed,7} {counts.Failed,7} {counts.Skipped,7}"));
}

Console.WriteLine();
foreach (var (name, counts) in tally.Where(folder => folder.Value.Skipped > 0))
{
    Console.WriteLine($"skipped: {counts.Skipped} cases of {name}: {(Unsupported.Folders.TryGetValue(name, out var why) ? why : "the data says to leave them out")}");
}

var failed = tally.Values.Sum(counts => counts.Failed);
Console.WriteLine();
Console.WriteLine($"{tally.Values.Sum(counts => counts.Passed)} passed, {failed} failed, {tally.Values.Sum(counts => counts.Skipped)} skipped");
return failed == 0 ? 0 : 1;
