namespace Stoa.Cli.Audit.Export;

/// <summary>The activities of OCSF's class API Activity, by what a tool's access class says it does.</summary>
internal sealed record OcsfActivity(int Id, string Name)
{
    public static OcsfActivity Of(string? access) => access switch
    {
        "read" => new(2, "Read"),
        "write" => new(3, "Update"),
        "destructive" => new(4, "Delete"),
        _ => new(0, "Unknown"),
    };
}
