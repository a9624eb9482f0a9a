using Quickstart;
using Quickstart.Walkthrough;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.Write(Usage.Text);
    return 0;
}

try
{
    if (args.Contains("--walkthrough"))
    {
        var folder = Path.Combine(Environment.CurrentDirectory, "stoa-walkthrough");
        return await WalkthroughRun.RunAsync([.. args.Where(argument => argument != "--walkthrough")], folder, new Screen(Console.Out));
    }

    var app = QuickstartApp.Build(args);
    app.Lifetime.ApplicationStarted.Register(() => Welcome.Print(app, Console.Out));
    app.Lifetime.ApplicationStopped.Register(() => Console.WriteLine("Stopped."));
    await app.RunAsync();
    return 0;
}
catch (IOException error)
{
    // A port that is taken, mostly.
    await Console.Error.WriteLineAsync($"{error.Message}\nAnother address can be given with --urls http://localhost:5081");
    return 1;
}
