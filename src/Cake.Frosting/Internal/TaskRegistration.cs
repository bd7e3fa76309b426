using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>Tells Cake's engine about the tasks that were found and about what happens around them.</summary>
internal sealed class TaskRegistration(
    ICakeEngine engine,
    IFrostingContext context,
    ICakeLog log,
    IEnumerable<IFrostingTask> tasks,
    IFrostingSetup? setup = null,
    IFrostingTeardown? teardown = null,
    IFrostingTaskSetup? taskSetup = null,
    IFrostingTaskTeardown? taskTeardown = null)
{
    public void Register()
    {
        foreach (var task in tasks)
            Register(task, new TaskShape(task.GetType()));

        if (setup is not null)
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        if (teardown is not null)
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        if (taskSetup is not null)
            engine.RegisterTaskSetupAction(info => taskSetup.Setup(context, info));
        if (taskTeardown is not null)
            engine.RegisterTaskTeardownAction(info => taskTeardown.Teardown(context, info));
    }

    private void Register(IFrostingTask task, TaskShape shape)
    {
        if (!context.GetType().IsAssignableTo(shape.ContextType))
        {
            // The package looks for the context of a task in its direct base only, and ends the run where it finds out later.
            if (!shape.NamesContext)
                throw new FrostingException($"Task '{shape.Name}' needs the context '{shape.ContextType.FullName}', and the run has '{context.GetType().FullName}'.");

            log.Warning("Task '{0}' cannot be used since the context isn't convertible to {1}.", shape.Name, shape.ContextType.FullName);
            return;
        }

        var registered = engine.RegisterTask(shape.Name);
        if (!string.IsNullOrWhiteSpace(shape.Description))
            registered.Description(shape.Description);
        AddActions(registered, task, shape);
        foreach (var dependency in shape.Dependencies)
            registered.IsDependentOn(dependency);
        foreach (var dependee in shape.Dependees)
            registered.IsDependeeOf(dependee);
    }

    // Only what a class overrides is registered: the engine treats a task without work, or with an error handler that does nothing, differently.
    private void AddActions(CakeTaskBuilder registered, IFrostingTask task, TaskShape shape)
    {
        if (shape.HasWork)
            registered.Does(_ => task.RunAsync(context));
        if (shape.Overrides(nameof(IFrostingTask.ShouldRun)))
            registered.WithCriteria(_ => task.ShouldRun(context), task.SkippedMessage);
        if (shape.ContinuesOnError)
            registered.ContinueOnError();
        if (shape.Overrides(nameof(IFrostingTask.OnError)))
            registered.OnError(exception => task.OnError(exception, context));
        if (shape.Overrides(nameof(IFrostingTask.Finally)))
            registered.Finally(() => task.Finally(context));
    }
}
