package org.cntexplorer.app;

import org.cntexplorer.app.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** Tests of the whole window: before each one is shown that remembers nothing, and closed after it. */
@ExtendWith(ApplicationExtension.class)
public abstract class WindowUiTest {
    protected WindowFixture fixture;
    protected MainWindow window;
    protected Workspace workspace;

    // TestFX finds its own @Start only in the test's class itself
    @BeforeEach
    protected void showWindow() {
        fixture = WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(() -> WindowFixture.show()));
        window = fixture.window();
        workspace = window.workspace();
    }

    @AfterEach
    protected void closeWindow() {
        WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(fixture.stage()::close));
    }
}
