using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Heads;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Auditing;

internal static class Trails
{
    public static FileAuditTrail New(
        IAuditDisk disk, AuditOptions? options = null, TimeProvider? time = null, ILogger<FileAuditTrail>? logger = null)
    {
        var wrapped = Options.Create(options ?? new AuditOptions());
        time ??= TimeProvider.System;
        var signer = new TrailSigner(wrapped, disk, NullLogger<TrailSigner>.Instance);
        var refusals = new RefusalLog(disk, wrapped, signer, time, NullLogger<RefusalLog>.Instance);
        return new FileAuditTrail(disk, wrapped, signer, time, refusals, logger ?? NullLogger<FileAuditTrail>.Instance);
    }

    public static async Task<FileAuditTrail> StartAsync(
        IAuditDisk disk, AuditOptions? options = null, TimeProvider? time = null, ILogger<FileAuditTrail>? logger = null)
    {
        var trail = New(disk, options, time, logger);
        await trail.StartAsync(default);
        return trail;
    }

    public static Task<FileAuditTrail> StartAsync(TempFolder folder, AuditOptions? options = null, ManualTimeProvider? time = null) =>
        StartAsync(new OsAuditDisk(folder.Path), options, time);

    /// <summary>Writes entries as one run of the process.</summary>
    public static async Task RunAsync(TempFolder folder, AuditOptions? options = null, params AuditEntry[] entries)
    {
        await using var trail = await StartAsync(folder, options);
        foreach (var entry in entries)
        {
            await trail.AppendAsync(entry, default);
        }
    }
}
